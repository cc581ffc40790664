"use strict";
// The findings stand in the page; this only sorts, groups and filters them.
(() => {
  const byId = (id) => document.getElementById(id);
  const index = JSON.parse(byId("index").textContent);
  const rows = index.rows.map((cells, rank) => {
    const row = Object.fromEntries(cells.map((cell, column) => [index.columns[column], cell]));
    return { ...row, ...index.rules[row.rule], rank, card: byId(row.id) };
  });
  document.documentElement.classList.add("js-on");
  document.querySelectorAll(".js").forEach((each) => { each.hidden = false; });
  if (!rows.length) return;

  const controls = ["words", "category", "rule", "confidence", "known", "group", "order"]
    .map(byId).filter(Boolean);
  const groups = byId("groups");
  const homes = [...groups.querySelectorAll("details.group")];
  const byRule = [...groups.children];
  const FEW = 40;
  let within = "";  // a file, or a folder ending in a slash
  rows.forEach((row) => {
    row.home = row.card.parentElement;
    row.text = `${row.rule} ${row.card.textContent}`.toLowerCase();
  });

  const value = (id) => (byId(id) ? byId(id).value : "");
  const orders = {
    rank: (a, b) => a.rank - b.rank,
    longest: (a, b) => b.minutes - a.minutes || a.rank - b.rank,
    quickest: (a, b) => a.minutes - b.minutes || a.rank - b.rank,
    path: (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.rank - b.rank),
  };

  const effort = (minutes) => {
    if (minutes < 90) return `${minutes} min`;
    const hours = minutes / 60;
    return `${hours >= 10 ? Math.round(hours).toLocaleString("en") : +hours.toFixed(1)} h`;
  };
  const findings = (number) => `${number.toLocaleString("en")} ${number === 1 ? "finding" : "findings"}`;
  const minutesOf = (some) => some.reduce((sum, row) => sum + row.minutes, 0);

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const folderOf = (path) => path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "./";

  const matches = () => {
    const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
    const [category, rule, known] = ["category", "rule", "known"].map(value);
    return (row) =>
      (!category || row.category === category) && (!rule || row.rule === rule) &&
      row.confidence >= Number(value("confidence")) &&
      (!known || row.known === (known === "known")) &&
      (!within || within === row.path || within === folderOf(row.path)) &&
      words.every((word) => row.text.includes(word));
  };

  const headed = (name, some) => {
    const made = element("details", "group made");
    const summary = element("summary", "");
    summary.append(element("h4", "", name), element("span", "gist"), element("span", "sum"));
    made.dataset.total = some.length;
    made.append(summary, ...some.map((row) => row.card));
    return made;
  };

  const prose = (text) => text.split("`").map((part, n) => (n % 2 ? element("code", "", part) : part));
  const explained = (some) => some.forEach((row) => {
    const why = element("p", "why");
    why.append(element("b", "", row.rule), " ", ...prose(row.why));
    row.card.querySelector(".do").before(why);
  });

  const arrange = () => {
    const sorted = [...rows].sort(orders[value("order")]);
    groups.querySelectorAll(".why").forEach((each) => each.remove());
    if (value("group") === "rule") {
      sorted.forEach((row) => row.home.append(row.card));
      homes.forEach((home) => home.append(...home.querySelectorAll(":scope > .warn")));
      groups.replaceChildren(...byRule);
      return;
    }
    explained(sorted);
    const named = new Map();
    sorted.forEach((row) => {
      const name = value("group") === "path" ? row.path : "All findings";
      if (!named.has(name)) named.set(name, []);
      named.get(name).push(row);
    });
    groups.replaceChildren(...[...named].map(([name, some]) => headed(name, some)));
  };

  const narrow = () => {
    const match = matches();
    const shown = rows.filter((row) => { row.card.hidden = !match(row); return !row.card.hidden; });
    const filtered = shown.length < rows.length;
    groups.querySelectorAll("details.group").forEach((group) => {
      const own = shown.filter((row) => row.card.parentElement === group);
      group.hidden = filtered && !own.length;
      if (own.length && (shown.length <= FEW || value("group") === "")) group.open = true;
      const sum = group.querySelector(".sum");
      const number = filtered ? own.length : Number(group.dataset.total);
      sum.replaceChildren(number.toLocaleString("en"), " ", element("span", "soft", effort(minutesOf(own))));
    });
    groups.querySelectorAll("section.category").forEach((section) => {
      const own = shown.filter((row) => section.contains(row.card)).length;
      section.hidden = filtered && !own;
      section.querySelector("h3 .soft").textContent = findings(filtered ? own : Number(section.dataset.total));
    });
    byId("within").hidden = !within;
    byId("within").textContent = `${within} ✕`;
    byId("status").textContent =
      (filtered ? `${shown.length.toLocaleString("en")} of ` : "") +
      `${findings(rows.length)}, about ${effort(minutesOf(shown))} to repair`;
  };

  const refresh = () => { arrange(); narrow(); };
  const reset = () => {
    within = "";
    controls.forEach((each) => { each.value = each.tagName === "SELECT" ? each.options[0].value : ""; });
  };
  const reveal = () => {
    const id = location.hash.slice(1);
    if (!/^[cf]-/.test(id)) return;
    if (!byId(id) || byId(id).closest("[hidden]")) { reset(); refresh(); }
    const target = byId(id);
    if (!target) return;
    const group = target.closest("details.group");
    if (group) group.open = true;
    target.scrollIntoView();
    requestAnimationFrame(() => target.scrollIntoView());  // its neighbours have their sizes now
  };

  byId("words").addEventListener("input", narrow);
  ["category", "rule", "confidence", "known"].forEach((id) => byId(id)?.addEventListener("change", narrow));
  ["group", "order"].forEach((id) => byId(id).addEventListener("change", refresh));
  byId("within").addEventListener("click", () => { within = ""; narrow(); });
  byId("reset").addEventListener("click", () => { reset(); refresh(); });
  [["open", true], ["close", false]].forEach(([id, open]) => byId(id).addEventListener("click", () => {
    groups.querySelectorAll("details.group").forEach((each) => { each.open = open; });
  }));
  document.querySelectorAll("[data-path]").forEach((each) => each.addEventListener("click", (event) => {
    event.preventDefault();
    reset();
    within = each.dataset.path;
    refresh();
    byId("findings").scrollIntoView();
  }));
  addEventListener("hashchange", reveal);

  if (byId("known") && rows.some((row) => !row.known)) byId("known").value = "new";
  refresh();
  if (location.hash) reveal();
})();
