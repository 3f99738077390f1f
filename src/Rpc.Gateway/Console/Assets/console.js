// The console: names on the left as they come and go, one object on the right. No library, nothing from elsewhere.
const $ = id => document.getElementById(id);
const names = new Map();
let chosen = null;
let leave = new AbortController();

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child != null));
  return element;
}

const many = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

function tell(text) { $("news").textContent = text; }

// ---- The theme: as the system, light or dark; kept in this browser.
const themes = ["system", "light", "dark"];
function theme(name) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  $("theme").textContent = `Theme: ${name}`;
  $("theme").setAttribute("aria-label", `Theme: ${name === "system" ? "as the system" : name}. Press to change.`);
  localStorage.setItem("rpc-theme", name);
}
theme(themes.includes(localStorage.getItem("rpc-theme")) ? localStorage.getItem("rpc-theme") : "system");
$("theme").addEventListener("click", () => theme(themes[(themes.indexOf(localStorage.getItem("rpc-theme")) + 1) % themes.length]));

// ---- What comes line by line.
async function lines(path, each, options = {}) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw await problem(answer);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    rest += value;
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (line) each(JSON.parse(line));
    }
  }
}

async function problem(answer) {
  let told = {};
  try { told = await answer.json(); } catch { /* not ours */ }
  const error = new Error(told.detail ?? `${answer.status} ${answer.statusText}`);
  error.told = told;
  return error;
}

async function get(path, signal) {
  const answer = await fetch(path, { signal });
  if (!answer.ok) throw await problem(answer);
  return await answer.json();
}

// ---- Names.
async function watch() {
  for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
    try {
      let snapshot = new Set();
      await lines("api/names", event => {
        pause = 500;
        if (event.event === "lost") link(`No name server answers: ${event.text}`, true);
        else if (event.event === "back") link("Connected");
        else if (event.event === "current") {
          if (snapshot) for (const name of [...names.keys()]) if (!snapshot.has(name)) names.delete(name);
          snapshot = null;
          link("Connected");
          list();
        } else {
          if (snapshot) snapshot.add(event.name);
          if (event.event === "removed") names.delete(event.name);
          else names.set(event.name, { instances: event.instances, came: event.event === "added" ? Date.now() : 0 });
          if (!snapshot) {
            list();
            tell(`${event.name} ${event.event}`);
          } else if (event.event === "present") list();
        }
      });
      link("The server has ended the connection; trying again.", true);
    } catch (error) {
      link(`Not connected: ${error.message}`, true);
    }
    await new Promise(go => setTimeout(go, pause));
  }
}

function link(text, bad = false) {
  $("link").textContent = text;
  $("link").className = bad ? "bad" : "";
}

function tagsOf(entry) { return [...new Set(entry.instances.flatMap(instance => instance.tags))]; }

function list() {
  const wanted = $("search").value.toLowerCase();
  const fitting = [...names].filter(([name, entry]) => name.toLowerCase().includes(wanted) || tagsOf(entry).some(tag => tag.toLowerCase().includes(wanted))).sort(([a], [b]) => a < b ? -1 : 1);
  const focused = document.activeElement?.dataset?.name;
  $("names").replaceChildren(...fitting.map(([name, entry]) => make("li", { class: Date.now() - entry.came < 3000 ? "came" : null },
    make("button", { type: "button", "data-name": name, "aria-current": name === chosen ? "true" : null, onclick: () => choose(name) },
      name, make("small", {}, [entry.instances.length === 1 ? null : many(entry.instances.length, "instance"), tagsOf(entry).join(", ")].filter(Boolean).join(" · "))))));
  $("count").textContent = wanted ? `${fitting.length} of ${many(names.size, "name")}` : many(names.size, "name");
  if (focused) [...$("names").querySelectorAll("button")].find(button => button.dataset.name === focused)?.focus();
  if (chosen && !names.has(chosen)) $("gone")?.removeAttribute("hidden");
  else $("gone")?.setAttribute("hidden", "");
}

$("search").addEventListener("input", list);
document.addEventListener("keydown", event => {
  const typing = ["INPUT", "TEXTAREA", "SELECT"].includes(document.activeElement.tagName);
  if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); }
  if (["ArrowDown", "ArrowUp"].includes(event.key) && (document.activeElement === $("search") || document.activeElement.dataset.name)) {
    const all = [...$("names").querySelectorAll("button")];
    const next = all[all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
    else if (event.key === "ArrowUp") $("search").focus();
  }
});

// ---- One object.
function choose(name) {
  chosen = name;
  history.replaceState(null, "", `#${encodeURIComponent(name)}`);
  list();
  show(name);
}

async function show(name) {
  leave.abort();
  leave = new AbortController();
  const signal = leave.signal;
  const main = $("object");
  main.replaceChildren(make("h2", {}, name), make("p", { class: "quiet" }, "Asking what it can do…"));
  let contract;
  try {
    contract = await get(`api/objects/${encodeURIComponent(name)}`, signal);
  } catch (error) {
    if (signal.aborted) return;
    main.replaceChildren(make("h2", {}, name), make("p", { class: "bad", role: "alert" }, error.message),
      make("button", { type: "button", onclick: () => show(name) }, "Ask again"));
    return;
  }
  if (signal.aborted) return;
  const tabs = [["Methods", panel => methods(panel, name, contract)], ["Load", panel => load(panel, name, signal)], ["Instances", panel => instances(panel, name, signal)]];
  if (contract.contract === "Rpc.Tasks.Hub.ITaskHub") tabs.unshift(["Tasks", panel => tasks(panel, name, signal)]);
  main.replaceChildren(make("h2", {}, name),
    make("p", { id: "gone", class: "bad", hidden: names.has(name) }, "This name is not listed any more."),
    make("p", {}, make("code", {}, contract.contract), contract.summary ? ` — ${contract.summary}` : ""),
    ...tabbed(tabs));
  tell(`${name}: ${many(contract.methods.length, "method")}`);
}

function tabbed(tabs) {
  const buttons = [];
  const panel = make("div", { role: "tabpanel", id: "panel", tabindex: "0" });
  const select = place => {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", at === place);
      button.tabIndex = at === place ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", buttons[place].id);
    panel.replaceChildren();
    tabs[place][1](panel);
  };
  tabs.forEach(([title], at) => buttons.push(make("button", {
    type: "button", role: "tab", id: `tab-${title.toLowerCase()}`, "aria-controls": "panel", onclick: () => select(at),
    onkeydown: event => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (!step) return;
      const next = (at + step + tabs.length) % tabs.length;
      select(next);
      buttons[next].focus();
    },
  }, title)));
  select(0);
  return [make("div", { role: "tablist", "aria-label": "About this object" }, ...buttons), panel];
}

async function instances(panel, name, signal) {
  panel.replaceChildren(make("p", { class: "quiet" }, "Asking each of them…"));
  try {
    const answers = await get(`api/objects/${encodeURIComponent(name)}/health`, signal);
    const known = names.get(name)?.instances ?? [];
    panel.replaceChildren(make("div", { class: "scroll" }, make("table", {},
      make("thead", {}, make("tr", {}, ...["Address", "Answer", "Tags", "Weight", "Since"].map(title => make("th", { scope: "col" }, title)))),
      make("tbody", {}, ...answers.map(answer => {
        const instance = known.find(one => one.uri === answer.uri);
        return make("tr", {}, make("td", { class: "mono" }, answer.uri),
          make("td", { class: answer.error ? "bad" : "good" }, answer.error ?? `${answer.milliseconds.toFixed(1)} ms`),
          make("td", {}, ...(instance?.tags ?? []).map(tag => make("span", { class: "tag" }, tag))),
          make("td", {}, instance ? String(instance.weight) : ""), make("td", {}, instance ? when(instance.since) : ""));
      })))),
    make("p", {}, make("button", { type: "button", onclick: () => instances(panel, name, signal) }, "Ask again")));
  } catch (error) {
    if (!signal.aborted) panel.replaceChildren(make("p", { class: "bad", role: "alert" }, error.message));
  }
}

function when(text) { const at = new Date(text); return at.getFullYear() < 2 ? "" : at.toLocaleString(); }

// ---- Calls: a form for each method, made from the descriptor.
function methods(panel, name, contract) {
  panel.replaceChildren(...contract.methods.map(method => {
    const fields = method.parameters.map(parameter => field(parameter));
    const output = make("div", { "aria-live": "polite" });
    const call = make("button", { class: "main", disabled: !method.callable }, "Call");
    const stop = make("button", { type: "button", hidden: true }, "Stop");
    const form = make("form", { onsubmit: event => { event.preventDefault(); run(name, method, fields, output, call, stop); } },
      method.callable ? null : make("p", { class: "quiet" }, "It takes a stream, a body or progress, which a page cannot give."),
      ...fields.map(one => one.element), make("div", { class: "doing" }, call, stop), output);
    return make("details", {}, make("summary", {}, make("code", {}, method.signature), ` → ${method.oneWay ? "nothing" : (method.stream ? "stream of " : "") + (method.returns || "nothing")}`,
      method.summary ? make("span", { class: "quiet" }, ` — ${method.summary}`) : null), form);
  }));
}

function typesOf(schema) { return [].concat(schema?.type ?? []); }

// A field gives the value of its parameter: undefined for "leave it out".
function field(parameter, level = 0) {
  const schema = parameter.schema ?? {};
  const types = typesOf(schema);
  const optional = parameter.default != null;
  const nullable = types.includes("null");
  const hint = make("small", {}, [parameter.type, optional ? `default ${parameter.default}` : null, nullable ? "may be empty" : null].filter(Boolean).join(" · "));
  const label = make("span", {}, parameter.name);
  if (types.includes("object") && schema.properties && level < 3) {
    const inner = Object.entries(schema.properties).map(([name, one]) => field({ name, schema: one, type: kindOf(one), default: "absent" }, level + 1));
    return {
      element: make("fieldset", {}, make("legend", {}, parameter.name), hint, ...inner.map(one => one.element)),
      value: () => {
        const values = inner.map((one, at) => [Object.keys(schema.properties)[at], one.value()]).filter(([, value]) => value !== undefined);
        return values.length || !(optional || nullable) ? Object.fromEntries(values) : undefined;
      },
    };
  }
  let input;
  if (types.includes("boolean")) {
    input = make("select", {}, ...(optional || nullable ? [make("option", { value: "" }, "")] : []), make("option", { value: "true" }, "true"), make("option", { value: "false" }, "false"));
    if (parameter.default === "true" || parameter.default === "false") input.value = parameter.default;
  } else if (types.some(type => ["array", "object"].includes(type)) || !types.length) {
    input = make("textarea", { placeholder: types.includes("array") ? "[ ] as JSON" : "JSON", spellcheck: "false" });
  } else {
    input = make("input", { type: "text", inputmode: types.includes("integer") || types.includes("number") ? "decimal" : null, autocomplete: "off", spellcheck: "false" });
  }
  input.dataset.parameter = parameter.name;
  return {
    element: make("label", { class: "field" }, label, input, hint),
    value: () => {
      const text = input.value;
      if (text === "" && (optional || nullable)) return optional ? undefined : null;
      if (types.includes("boolean")) return text === "true";
      if (input.tagName === "TEXTAREA") return parse(parameter.name, text);
      if ((types.includes("integer") || types.includes("number")) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
        return types.includes("string") && !Number.isSafeInteger(Number(text)) && !text.includes(".") ? text : Number(text);
      }
      return text;
    },
  };
}

function kindOf(schema) { return schema.format ?? (typesOf(schema).filter(type => type !== "null").join(" or ") || "JSON"); }

function parse(name, text) {
  try { return JSON.parse(text === "" ? "null" : text); } catch (error) { throw new Error(`${name} is not JSON: ${error.message}`); }
}

async function run(name, method, fields, output, call, stop) {
  const done = new AbortController();
  const began = performance.now();
  call.disabled = true;
  stop.hidden = !method.stream;
  stop.onclick = () => done.abort();
  const took = () => `${(performance.now() - began).toFixed(0)} ms`;
  const result = make("pre", { class: "result" });
  const note = make("p", { class: "quiet" }, "Calling…");
  output.replaceChildren(note);
  try {
    const values = Object.fromEntries(method.parameters.map((parameter, at) => [parameter.name, fields[at].value()]).filter(([, value]) => value !== undefined));
    const path = `api/call/${encodeURIComponent(name)}/${encodeURIComponent(method.signature)}`;
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values), signal: done.signal };
    if (method.stream) {
      let count = 0;
      output.append(result);
      await lines(path, item => {
        count++;
        result.append(`${JSON.stringify(item)}\n`);
        while (result.childNodes.length > 1000) result.firstChild.remove();
        note.textContent = `${count} items`;
      }, options);
      note.textContent = `${count} items, ended after ${took()}`;
    } else {
      const answer = await fetch(path, options);
      if (!answer.ok) throw await problem(answer);
      if (answer.status === 202) note.textContent = `Sent; nobody answers it. ${took()}`;
      else {
        result.textContent = JSON.stringify(await answer.json(), null, 2);
        note.textContent = `Answered in ${took()}`;
        output.append(result);
      }
    }
  } catch (error) {
    if (done.signal.aborted) note.textContent = `Stopped after ${took()}`;
    else {
      note.className = "bad";
      note.setAttribute("role", "alert");
      note.textContent = [error.told?.title, error.message, error.told?.outcome ? `(${error.told.outcome})` : null].filter(Boolean).join(": ").replace(": (", " (");
    }
  } finally {
    call.disabled = !method.callable;
    stop.hidden = true;
  }
}

// ---- What it is called: two charts and a table, the last minute of it.
function load(panel, name, signal) {
  const kept = 60;
  const seconds = [];
  const totals = new Map();
  const rate = chart("Calls", "calls a second", ["all", "failed"], value => value >= 100 ? value.toFixed(0) : value.toFixed(1));
  const time = chart("Time of a call", "milliseconds", ["median", "p99"], value => value >= 10 ? value.toFixed(0) : value.toFixed(2));
  const state = make("p", { class: "quiet", role: "status" }, "Waiting for the first second…");
  const rows = make("tbody", {});
  panel.replaceChildren(state, make("div", { class: "charts" }, rate.element, time.element), make("h3", {}, "Methods in the last second"), make("div", { class: "scroll" }, make("table", {},
    make("thead", {}, make("tr", {}, ...["Method", "Calls/s", "Failed/s", "Median", "p99"].map(title => make("th", { scope: "col" }, title)))), rows)));
  const end = new AbortController();
  signal.addEventListener("abort", () => end.abort());
  const seen = new MutationObserver(() => { if (!state.isConnected) { end.abort(); seen.disconnect(); } });
  seen.observe(panel, { childList: true });
  lines(`api/objects/${encodeURIComponent(name)}/load`, line => {
    if (line.error) { state.textContent = `${line.instance}: ${line.error}`; return; }
    totals.set(line.instance, line);
    const all = [...totals.values()];
    const methods = new Map();
    for (const one of all) for (const method of one.methods) {
      const sum = methods.get(method.signature) ?? { calls: 0, failed: 0, median: 0, p99: 0 };
      sum.calls += method.calls / one.seconds;
      sum.failed += method.failed / one.seconds;
      sum.median = Math.max(sum.median, method.median);
      sum.p99 = Math.max(sum.p99, method.p99);
      methods.set(method.signature, sum);
    }
    const each = [...methods.values()];
    const busiest = each.reduce((most, one) => one.calls > (most?.calls ?? 0) ? one : most, null);
    seconds.push({ calls: each.reduce((sum, one) => sum + one.calls, 0), failed: each.reduce((sum, one) => sum + one.failed, 0), median: (busiest?.median ?? 0) * 1000, p99: Math.max(0, ...each.map(one => one.p99)) * 1000 });
    if (seconds.length > kept) seconds.shift();
    rate.draw(seconds.map(one => one.calls), seconds.map(one => one.failed));
    time.draw(seconds.map(one => one.median), seconds.map(one => one.p99));
    state.textContent = `${many(all.length, "instance")}, ${many(all.reduce((sum, one) => sum + one.connections, 0), "connection")}, ${many(all.reduce((sum, one) => sum + one.running, 0), "running handler")}`;
    rows.replaceChildren(...[...methods].sort((a, b) => b[1].calls - a[1].calls).map(([signature, one]) => make("tr", {}, make("td", { class: "mono" }, signature),
      make("td", {}, one.calls.toFixed(1)), make("td", { class: one.failed ? "bad" : null }, one.failed.toFixed(1)), make("td", {}, `${(one.median * 1000).toFixed(2)} ms`), make("td", {}, `${(one.p99 * 1000).toFixed(2)} ms`))));
  }, { signal: end.signal }).then(() => { state.textContent = "The server has stopped telling."; }, error => { if (!end.signal.aborted) { state.className = "bad"; state.textContent = error.message; } });
}

function chart(title, unit, series, format) {
  const width = 400, height = 150, left = 8, right = 44, top = 10, bottom = 18;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("role", "img");
  const values = series.map(() => make("b", {}, "–"));
  const element = make("figure", {}, make("figcaption", {}, `${title} (${unit})`, ...series.map((name, at) => make("span", {}, make("i", { class: at ? "second" : null }), `${name} `, values[at]))), svg);
  const draw = (...data) => {
    const most = Math.max(1e-9, ...data.flat());
    const step = Math.pow(10, Math.floor(Math.log10(most)));
    const ceiling = [1, 2, 5, 10].map(one => one * step).find(one => one >= most) ?? most;
    const x = at => left + (width - left - right) * (at + 60 - data[0].length) / 59;
    const y = value => height - bottom - (height - top - bottom) * value / ceiling;
    const parts = [];
    for (const share of [0, .5, 1]) {
      parts.push(`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(ceiling * share)}" y2="${y(ceiling * share)}"/><text x="${width - right + 4}" y="${y(ceiling * share) + 4}">${format(ceiling * share)}</text>`);
    }
    parts.push(`<text x="${left}" y="${height - 3}">a minute ago</text><text x="${width - right}" y="${height - 3}" text-anchor="end">now</text>`);
    data.forEach((line, at) => parts.push(`<polyline class="${at ? "second" : "first"}" points="${line.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}"/><circle class="${at ? "second" : "first"}" cx="${x(line.length - 1).toFixed(1)}" cy="${y(line.at(-1)).toFixed(1)}" r="2.5"/>`));
    svg.innerHTML = parts.join("");
    data.forEach((line, at) => values[at].textContent = format(line.at(-1)));
    svg.setAttribute("aria-label", `${title} in ${unit}, now: ${series.map((name, at) => `${name} ${format(data[at].at(-1))}`).join(", ")}`);
  };
  draw([0], [0]);
  return { element, draw };
}

// ---- Background tasks: the hub is an object as any other, called in JSON.
const states = ["", "Waiting", "Scheduled", "Ready", "Running", "Parked", "Succeeded", "Failed", "Cancelled"];
const endedStates = ["Succeeded", "Failed", "Cancelled", "ResultExpired"];

async function post(name, method, values) {
  const answer = await fetch(`api/call/${encodeURIComponent(name)}/${encodeURIComponent(method)}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });
  if (!answer.ok) throw await problem(answer);
  return await answer.json();
}

function tasks(panel, name, signal) {
  const filter = make("select", { id: "task-state" }, ...states.map(state => make("option", { value: state }, state || "any state")));
  const overview = make("p", { class: "quiet", role: "status" });
  const rows = make("tbody", {});
  panel.replaceChildren(make("label", { class: "field" }, make("span", {}, "State"), filter), overview, make("div", { class: "scroll" }, make("table", {},
    make("thead", {}, make("tr", {}, ...["Id", "State", "Method", "Queue", "Attempt", "Enqueued", "Note", ""].map(title => make("th", { scope: "col" }, title)))), rows)));
  let shown = "";
  const act = async (id, method, done) => {
    try {
      tell(await post(name, method, { id }) ? `${id} ${done}` : `${id} could not be ${done}`);
    } catch (error) {
      overview.className = "bad";
      overview.textContent = error.message;
    }
    await refresh();
  };
  const refresh = async () => {
    try {
      const found = await post(name, "ListAsync", { filter: { states: filter.value ? [filter.value] : [], limit: 100 } });
      const { counts, workers } = await post(name, "OverviewAsync", {});
      overview.className = "quiet";
      overview.textContent = `${many(workers.length, "worker")} · ${counts.map(count => `${count.queue}: ${count.count} ${String(count.state).toLowerCase()}`).join(" · ") || "no tasks"}`;
      const text = JSON.stringify(found);
      if (text === shown) return;
      shown = text;
      rows.replaceChildren(...found.map(task => make("tr", {}, make("td", { class: "mono" }, task.id), make("td", { class: task.state === "Failed" ? "bad" : task.state === "Succeeded" ? "good" : null }, task.state),
        make("td", { class: "mono" }, task.kind), make("td", {}, task.queue), make("td", {}, String(task.attempt)), make("td", {}, when(task.enqueuedAt)), make("td", { class: "note" }, task.error?.message ?? ""),
        make("td", {}, ["Failed", "Cancelled"].includes(task.state) ? make("button", { type: "button", "aria-label": `Retry ${task.id}`, onclick: () => act(task.id, "RetryAsync", "retried") }, "Retry")
          : endedStates.includes(task.state) ? null : make("button", { type: "button", "aria-label": `Cancel ${task.id}`, onclick: () => act(task.id, "CancelAsync", "cancelled") }, "Cancel")))));
    } catch (error) {
      overview.className = "bad";
      overview.textContent = error.message;
    }
  };
  filter.addEventListener("change", () => { shown = ""; refresh(); });
  refresh();
  const timer = setInterval(() => { if (signal.aborted || !overview.isConnected) clearInterval(timer); else refresh(); }, 1500);
}

watch();
if (location.hash.length > 1) choose(decodeURIComponent(location.hash.slice(1)));
