import { pages, read, renderPage } from "../../scripts/docs";

it.each(pages)("%s is what `npm run docs` writes", (page) => {
  expect(read(page)).toBe(renderPage(page));
});
