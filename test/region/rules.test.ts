import { formatFinding } from "../../src/core/format";
import { isRegion } from "../../src/region/rules";

const textsOf = (value: unknown) => isRegion("location", value).findings.map(formatFinding);

it.each(["westeurope", "West Europe", "EASTUS", "usgovvirginia", "chinanorth3"])("accepts %s", (region) => {
  expect(textsOf(region)).toEqual([]);
});

it.each([
  ["westeurop", 'Did you mean "westeurope"?'],
  ["West Europ", 'Did you mean "westeurope"?'],
  ["norway", 'Did you mean "norwayeast" or "norwaywest"?'],
])("refuses %s with a question, because a known name is close", (region, question) => {
  expect(textsOf(region)).toEqual([
    expect.stringMatching(/^location is ".+"; Azure accepts a region such as "westeurope"/),
  ]);
  expect(textsOf(region)[0]).toContain(question);
});

it.each(["eu-west-1", "us-central1", "", 5, null])("refuses %j without a guess", (region) => {
  expect(textsOf(region)).toEqual([expect.stringContaining("Fix: write the name of an Azure region")]);
});

it.each(["mars", "Mars Central", "eastus9", "denmarkwest"])(
  "accepts %s with a note: it may be new",
  (region) => {
    const { findings } = isRegion("location", region);
    expect(findings.map(({ kind }) => kind)).toEqual(["note"]);
    expect(textsOf(region)[0]).toContain("is not in the list of Azure regions of");
  },
);
