import { controlStates, type VmState, vmStates } from "../../../src/assess/controls";
import { escapeHtml, pageHead, script } from "../formats/page";
import {
  type ComplianceFormat,
  type ComplianceView,
  countsText,
  disclaimer,
  groupedReasons,
  type NamedControl,
  namesText,
  type SameReason,
  stateWords,
} from "./view";

/** The colours of the report's page, by our states. */
const kindOf: Readonly<Record<VmState, string>> = {
  ...{ met: "protected", notMet: "blocked", notAnswered: "unknown", exempt: "exempt" },
};

/** One page for an auditor that loads nothing else. */
export const html: ComplianceFormat = function* (view) {
  const { framework, report } = view;
  yield `${pageHead(`${framework.name}: backup of Azure VMs`)}
<body>
<header>
<h1>${escapeHtml(framework.name)}, version ${escapeHtml(framework.version)}</h1>
<p>Backup of Azure VMs. ${escapeHtml(report.source)}, ${escapeHtml(report.assessedAt)}. Controls: <a href="${escapeHtml(framework.source)}">${escapeHtml(framework.source)}</a>, ${escapeHtml(framework.asOf)}</p>
<p>${escapeHtml([framework.note, disclaimer].filter(Boolean).join(" "))}</p>
${report.missing === undefined ? "" : `<p class="missing">${escapeHtml(report.missing)}</p>`}
</header>
<main>
${cards(view)}
`;
  for (const control of view.controls) yield controlSection(control);
  yield unansweredTable(view);
  yield* vmTable(view);
  yield `${lists(view)}
</main>
<script>${script}</script>
</body>
</html>
`;
};

const tag = (state: VmState): string => `<span class="tag ${kindOf[state]}">${stateWords[state]}</span>`;

function cards({ controls }: ComplianceView): string {
  const counts = [...controlStates].reverse().map((state) => {
    const count = controls.filter((control) => control.state === state).length;
    return `<div class="card ${kindOf[state]}"><b>${count}</b><span>${count === 1 ? "control" : "controls"} ${stateWords[state]}</span></div>`;
  });
  return `<section class="cards">${counts.join("")}</section>`;
}

function controlSection(result: NamedControl): string {
  const { control, state, gaps, vms } = result;
  const parts = vmStates.flatMap((vmState) => {
    const count = vms.filter((vm) => vm.state === vmState).length;
    return count === 0
      ? []
      : `<i class="${kindOf[vmState]}" style="flex-grow:${count}" title="${count} ${stateWords[vmState]}"></i>`;
  });
  const counts = escapeHtml(countsText(result));
  const reasons = groupedReasons(result);
  return `<section>
<h2>${escapeHtml(control.id)} ${escapeHtml(control.title)} ${tag(state)}</h2>
<div class="bar" role="img" aria-label="${counts}">${parts.reverse().join("")}</div>
<p class="legend">VMs: ${counts}. Requirements: ${control.requirements.map(escapeHtml).join(", ")}.</p>
${gaps.map((gap) => `<p>${escapeHtml(gap)}</p>`).join("\n")}
${reasons.length > 0 ? reasonTable(reasons) : ""}
<p class="legend">The data does not show: ${escapeHtml(control.notShown)}.</p>
</section>
`;
}

function reasonTable(reasons: readonly SameReason[]): string {
  const rows = reasons.map(
    ({ vms, state, requirement, why, fix }) =>
      `<tr><td>${tag(state)}</td><td class="number">${vms.length}</td><td class="id">${escapeHtml(namesText(vms))}</td><td class="why">${escapeHtml(`${requirement}: ${why}`)}</td><td class="why">${escapeHtml(fix)}</td></tr>`,
  );
  const heads = ["State", "VMs", "Names", "Reason", "Next step"];
  return `<div class="scroll"><table class="reasons"><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}

function unansweredTable({ framework }: ComplianceView): string {
  const rows = framework.unanswered.map(
    ({ id, title, why }) =>
      `<tr><th scope="row">${escapeHtml(id)}</th><td>${escapeHtml(title)}</td><td class="why">${escapeHtml(why)}</td></tr>`,
  );
  return `<section>
<h2>Controls that no data answers</h2>
<div class="scroll"><table><thead><tr><th scope="col">Control</th><th scope="col">Title</th><th scope="col">Why</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>
</section>
`;
}

/** A row for each VM, a column for each control. */
function* vmTable({ controls, report }: ComplianceView): Iterable<string> {
  const heads = [
    "VM",
    ...controls.map(({ control }) => control.id),
    "Region",
    "Resource group",
    "Subscription",
  ];
  yield `<section>
<h2>Virtual machines</h2>
<p><input type="search" id="find" placeholder="Search VMs, states, regions" aria-label="Search"> <span id="count"></span></p>
<div class="scroll"><table id="vms" class="sortable"><thead><tr>${heads.map((head) => `<th scope="col"><button type="button">${escapeHtml(head)}</button></th>`).join("")}</tr></thead>
<tbody>
`;
  for (const [i, { vm, subscription }] of (controls[0]?.vms ?? []).entries()) {
    const states = controls.map(
      ({ vms, control }) =>
        `<td data-label="${escapeHtml(control.id)}">${tag(vms[i]?.state ?? "notAnswered")}</td>`,
    );
    const places = [vm.location, vm.resourceGroup, subscription.name].map(
      (text) => `<td>${escapeHtml(text)}</td>`,
    );
    yield `<tr><th scope="row" title="${escapeHtml(vm.id)}">${escapeHtml(vm.name)}</th>${states.join("")}${places.join("")}</tr>\n`;
  }
  yield `</tbody></table></div>\n${report.subscriptions.length === 0 ? "<p>No subscription was read.</p>" : ""}</section>\n`;
}

function lists({ report }: ComplianceView): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ""
      : `<section><h2>${title}</h2><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul></section>`;
  return [list("Not assessed", report.notSeen), list("Exemptions", report.exemptions)].join("\n");
}
