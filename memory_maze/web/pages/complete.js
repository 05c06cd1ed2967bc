// What may stand at a place of a scenario document, by the JSON Schema.

const indentOf = (line) => line.length - line.trimStart().length;

/** Where the caret is: the path of the mapping, what was typed of the word, and whether it is a key or a value. */
export function contextAt(text, caret) {
  const lines = text.slice(0, caret).split("\n");
  const line = lines.pop();
  if (/(^|\s)#/.test(line)) return null;
  const flow = line.match(/^(\s*)([\w-]+):\s*\{([^{}]*)$/);
  const path = parents(lines, flow ? flow[1].length : indentOf(line));
  if (flow) {
    path.push(flow[2]);
    return said(path, flow[3].split(",").pop().trimStart());
  }
  return said(path, line.trimStart().replace(/^- /, ""));
}

function parents(lines, indent) {
  const path = [];
  let limit = indent;
  for (const line of lines.toReversed()) {
    const found = line.match(/^(\s*)([\w-]+):\s*(#.*)?$/);
    if (line.trim() && found && found[1].length < limit) {
      path.unshift(found[2]);
      limit = found[1].length;
    }
  }
  return path;
}

function said(path, word) {
  const pair = word.match(/^([\w-]+):\s+(.*)$/);
  if (pair) return { path: [...path, pair[1]], word: pair[2], isValue: true };
  return /^[\w-]*$/.test(word) ? { path, word, isValue: false } : null;
}

export class Completer {
  constructor(schema, names) { this.schema = schema; this.names = names; }

  resolved(node) {
    return node && node.$ref ? { ...this.resolved(this.schema.$defs[node.$ref.split("/").pop()]), ...without(node, "$ref") } : node;
  }

  /** All that a node may be, its alternatives one by one. */
  alternatives(node) {
    const one = this.resolved(node);
    if (!one || typeof one !== "object") return [];
    return [one, ...["anyOf", "oneOf", "allOf"].flatMap((word) => (one[word] ?? []).flatMap((inner) => this.alternatives(inner)))];
  }

  nodesAt(path) {
    return path.reduce((nodes, part) => nodes.flatMap((node) =>
      this.alternatives(node).map((one) => one.properties?.[part]).filter(Boolean)), [this.schema]);
  }

  /** Offers at a place: [{text, about}]. */
  offers({ path, word, isValue }) {
    const nodes = this.nodesAt(path).flatMap((node) => this.alternatives(node));
    const found = new Map();
    const add = (text, about) => { if (!found.has(text)) found.set(text, about ?? ""); };
    if (isValue && path.join(".") === "extends") this.names.forEach((name) => add(name, "a scenario of the catalogue"));
    for (const node of nodes) {
      if (isValue) values(node).forEach((value) => add(String(value), node.description));
      else Object.entries(node.properties ?? {}).forEach(([key, inner]) => add(key, this.about(inner)));
    }
    const typed = word.toLowerCase();
    return [...found].map(([text, about]) => ({ text, about }))
      .filter(({ text }) => text.toLowerCase().includes(typed) && text !== word)
      .sort((a, b) => Number(b.text.toLowerCase().startsWith(typed)) - Number(a.text.toLowerCase().startsWith(typed)));
  }

  about(node) {
    return this.resolved(node)?.description ?? this.alternatives(node).map((one) => one.description).find(Boolean);
  }
}

function values(node) {
  if (node.enum) return node.enum;
  if (node.const !== undefined) return [node.const];
  if (node.type === "boolean") return [true, false];
  const simple = ["string", "number", "boolean"].includes(typeof node.default);
  return simple ? [node.default] : [];
}

function without(node, key) {
  const { [key]: _, ...rest } = node;
  return rest;
}
