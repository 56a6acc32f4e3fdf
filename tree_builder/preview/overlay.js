// The preview's own: what is wrong with the tree, laid over the page, and what is left to do, behind a button.
// It is no part of the published site. Everything from the tree is set as text.
(() => {
  const script = document.currentScript;
  let known = -1;
  let folded = false; // problems, until there are others
  let open = false; // the list of what is left to do

  const host = document.createElement("div");
  host.id = "decision-guide-preview";
  const root = host.attachShadow({ mode: "open" });
  document.documentElement.append(host);

  function element(name, words, ...held) {
    const made = document.createElement(name);
    if (words) made.className = words;
    made.append(...held);
    return made;
  }

  function button(words, does) {
    const made = element("button", "", words);
    made.type = "button";
    made.addEventListener("click", does);
    return made;
  }

  // The lines around a place, with a mark under the character.
  function lines(entry) {
    const shown = element("pre");
    for (const line of entry.lines) {
      const at = line.at !== undefined;
      shown.append(element("span", at ? "at" : "", `${String(line.number).padStart(5)} | ${line.text}\n`));
      if (at) shown.append(element("span", "mark", `${" ".repeat(5)} | ${" ".repeat(Math.max(0, line.at))}^\n`));
    }
    return shown;
  }

  function item(entry) {
    const made = element("li", "", element("p", "place", entry.place), element("p", "message", entry.message));
    if (entry.page) {
      const link = element("a", "", "Its page");
      link.href = entry.page;
      made.firstChild.append(" ", link);
    }
    if (entry.lines.length) made.append(lines(entry));
    return made;
  }

  function several(number, noun) {
    return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  }

  function problems(news) {
    const title = element("h2", "", several(news.number, "problem"));
    const list = element("ol", "", ...news.problems.map(item));
    const panel = element("section", "problems", element("header", "", title, button("Look at the page", fold)), list);
    panel.setAttribute("aria-label", "Problems");
    if (news.number > news.problems.length) list.after(element("p", "", `The first ${news.problems.length} are shown.`));
    const below = news.pages
      ? "Below is the last page without a problem. This goes by itself once it is mended."
      : "The guide appears here by itself once this is mended.";
    panel.append(element("p", "", below));
    return panel;
  }

  function fold() {
    folded = !folded;
    draw();
  }

  const NAMES = { todo: "To do", unproved: "Quotations not proved" };

  function named(kind) {
    return NAMES[kind] || kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll("-", " ");
  }

  function left(news) {
    const groups = news.groups.map((group) =>
      element("details", "", element("summary", "", `${named(group.kind)} (${group.number})`),
        element("ol", "", ...group.entries.map(item))));
    if (groups.length === 1) groups[0].open = true;
    const header = element("header", "", element("h2", "", "Left to do"), button("Close", toggle));
    const panel = element("section", "left", header, ...groups);
    panel.setAttribute("aria-label", "Left to do");
    return panel;
  }

  function toggle() {
    open = !open;
    draw();
  }

  let news = null;
  function draw() {
    const style = element("link");
    style.rel = "stylesheet";
    style.href = "/-preview/overlay.css";
    const total = news.groups.reduce((sum, group) => sum + group.number, 0);
    const parts = [style];
    if (news.number && !folded) parts.push(problems(news));
    else if (news.number) parts.push(element("div", "corner bad", button(several(news.number, "problem"), fold)));
    else if (total && open) parts.push(left(news));
    else if (total) parts.push(element("div", "corner", button(`${total.toLocaleString("en")} left to do`, toggle)));
    root.replaceChildren(...parts);
  }

  function take(latest) {
    if (!latest.number && latest.pages > Number(script.dataset.pages)) {
      location.reload();
      return;
    }
    if (latest.version !== known) {
      known = latest.version;
      folded = false;
      news = latest;
      draw();
    }
  }

  async function ask(signal) {
    while (!signal.aborted) {
      try {
        const answer = await fetch(`/-preview/news?${known}`, { cache: "no-store", signal });
        take(await answer.json());
      } catch {
        if (signal.aborted) return;
        known = -1; // the server has ended; another may take its place, and begins to count anew
        script.dataset.pages = "-1";
        await new Promise((wake) => setTimeout(wake, 1000));
      }
    }
  }

  // A hidden tab asks nothing, and drops what it asked: a browser keeps few connections to one server, and each
  // question holds one.
  let asking = new AbortController();
  function turn() {
    asking.abort();
    asking = new AbortController();
    if (document.visibilityState !== "hidden") ask(asking.signal);
  }

  document.addEventListener("visibilitychange", turn);
  turn();
})();
