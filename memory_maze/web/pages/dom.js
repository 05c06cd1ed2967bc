// Making elements, asking the server, and small things that every page needs.

export const byId = (id) => document.getElementById(id);

/** An element: properties by name, `class` and `aria-*` and `data-*` as attributes, events as `onclick`. */
export function h(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in made && !name.includes("-")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** An SVG element. */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** What the server answers, as JSON; its own sentence as an Error where it refuses. */
export async function ask(address, body, signal) {
  const options = body === undefined ? { signal } : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal,
  };
  const answer = await fetch(address, options);
  let told = null;
  try { told = await answer.json(); } catch { told = null; }
  if (!answer.ok || told === null) throw new Error((told && told.error) || `the server answered ${answer.status}`);
  return told;
}

export const address = (path, query) => `${path}?${new URLSearchParams(query)}`;

export const wanted = (name, otherwise = "") => new URLSearchParams(location.search).get(name) ?? otherwise;

export function later(action, milliseconds) {
  let timer = 0;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => action(...given), milliseconds); };
}

/** Says something to those who do not see the page. */
export function announce(text) {
  const place = byId("announce");
  if (place) place.textContent = text;
}

export const failed = (error) => h("p", { className: "error", role: "alert" }, error.message);

export const counted = (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;

export const rounded = (number) => String(Math.round(number * 100) / 100);
