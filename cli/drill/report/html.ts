import type { Evidence, Outcome } from "../../../src/drill/evidence";
import { doesNotProve } from "../../../src/drill/facts";
import { escapeHtml, pageHead, script } from "../../assess/formats/page";
import type { DrillReport } from "./report";
import { checksText, objectiveText, outcomeText, pointText, regionText, summary } from "./shared";

/** The classes of the assessment's page, which has the colours in light, dark and print. */
const classOf: Readonly<Record<Outcome, string>> = {
  passed: "protected",
  incomplete: "unknown",
  failed: "blocked",
};

const heads = [
  "VM",
  "Outcome",
  "Started (UTC)",
  "Recovery",
  "Age of the point",
  "Checks",
  "Removed",
  "Evidence",
];

/** A page for an auditor. It loads nothing else. */
export function* html({ drills, head, problems }: DrillReport): Iterable<string> {
  yield `${pageHead("Restore drills")}
<body>
<header>
<h1>Restore drills</h1>
<p>${escapeHtml(summary(drills))}</p>
${problems.map((problem) => `<p class="missing">${escapeHtml(problem)}</p>`).join("\n")}
</header>
<main>
${cards(drills)}
<section>
<h2>Drills</h2>
<p><input type="search" id="find" placeholder="Search VMs, outcomes, reasons" aria-label="Search"> <span id="count"></span></p>
<div class="scroll"><table id="vms" class="sortable drills"><thead><tr>${heads.map((name) => `<th scope="col"><button type="button">${name}</button></th>`).join("")}</tr></thead>
<tbody>
`;
  for (const drill of drills) yield `${row(drill)}\n`;
  yield `</tbody></table></div>
</section>
<section>
<h2>What these drills do not prove</h2>
<ul>${doesNotProve.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>
</section>
<section>
<h2>How to check this page</h2>
<p>Each drill has a document with its identifier in the evidence folder. The command <code>npx azure-vm-backup drill report FOLDER --verify --head SUM</code> compares the documents with the sums that were written with them. The sum of this evidence is:</p>
<p class="id">${escapeHtml(head)}</p>
</section>
</main>
<script>${script}</script>
</body>
</html>
`;
}

function cards(drills: readonly Evidence[]): string {
  const card = (outcome: Outcome) => {
    const count = drills.filter((one) => one.outcome === outcome).length;
    return `<div class="card ${classOf[outcome]}"><b>${count}</b><span>${outcome}</span></div>`;
  };
  const vms = new Set(drills.map(({ vm }) => vm.id.toLowerCase())).size;
  return `<section class="cards">
${card("passed")}
${card("incomplete")}
${card("failed")}
<div class="card"><b>${vms}</b><span>VMs drilled</span></div>
</section>`;
}

/** Keeps a number and its unit in one line. */
const unbroken = (text: string): string => escapeHtml(text).replace(/(\d) (?=h|min|s|days)/g, "$1\u00a0");

function row(drill: Evidence): string {
  const { vm, outcome, startedAt, objectives, cleanUp, drillId, target, by } = drill;
  const { recoverySeconds, rtoSeconds, pointAgeSeconds, rpoSeconds } = objectives;
  const notes = [
    ...drill.reasons,
    ...(drill.correctiveAction === null ? [] : [`Action: ${drill.correctiveAction}`]),
  ];
  const why =
    notes.length === 0 ? "" : `<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ul>`;
  const removed = cleanUp.complete ? `all ${cleanUp.removed.length}` : `${cleanUp.left.length} left`;
  const point = `${unbroken(objectiveText(pointAgeSeconds, rpoSeconds))}<br><span class="id">${escapeHtml([regionText(drill), pointText(drill)].filter(Boolean).join(", "))}</span>`;
  const how = target.disksOnly === null ? "" : `<br>disks only: ${escapeHtml(target.disksOnly)}`;
  return `<tr><th scope="row">${escapeHtml(vm.name)}</th>${[
    `<span class="tag ${classOf[outcome]}">${escapeHtml(outcomeText(drill))}</span>`,
    `<time datetime="${escapeHtml(startedAt)}">${escapeHtml(startedAt.slice(0, 16).replace("T", " "))}</time>`,
    unbroken(objectiveText(recoverySeconds, rtoSeconds)),
    point,
    `${escapeHtml(checksText(drill))}${how}`,
    removed,
  ]
    .map((cell, i) => `<td data-label="${heads[i + 1]}">${cell}</td>`)
    .join(
      "",
    )}<td data-label="${heads.at(-1)}" class="why">${why}<span class="id">${escapeHtml(drillId)}${by === null ? "" : `, ${escapeHtml(by)}`}</span></td></tr>`;
}
