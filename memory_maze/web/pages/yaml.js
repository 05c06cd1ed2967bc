// YAML for the eye: colours, and marks under what is wrong.

const LINE = /^(\s*(?:- )?)([\w.#-]+|"[^"]*"|'[^']*')(\s*:)(?=\s|$)(.*)$/;

/** Spans of one line: [text, class]. */
function parts(line) {
  const comment = line.match(/(^|\s)#.*$/);
  const quoted = comment && (line.slice(0, comment.index).split('"').length % 2 === 0 || line.slice(0, comment.index).split("'").length % 2 === 0);
  const end = comment && !quoted ? comment.index : line.length;
  const said = line.slice(0, end);
  const found = said.match(LINE);
  const spans = found
    ? [[found[1], ""], [found[2], "y-key"], [found[3], ""], [found[4], "y-value"]]
    : [[said, "y-value"]];
  return [...spans, [line.slice(end), "y-comment"]].filter(([text]) => text);
}

/** Fills an element with a document; `wrong` maps lines (from 1) to the column (from 1) of a mistake. */
export function paint(element, text, wrong = new Map()) {
  const pieces = [];
  text.split("\n").forEach((line, index) => {
    const column = wrong.get(index + 1);
    let place = 0;
    for (const [piece, kind] of parts(line)) {
      const from = column === undefined ? piece.length : Math.max(0, column - 1 - place);
      const stop = column === undefined ? 0 : Math.max(from, piece.length);
      for (const [part, extra] of [[piece.slice(0, from), ""], [piece.slice(from, stop), " wrong"]]) {
        if (!part) continue;
        const span = document.createElement("span");
        span.className = kind + (kind === "y-comment" ? "" : extra);
        span.textContent = part;
        pieces.push(span);
      }
      place += piece.length;
    }
    pieces.push("\n");
  });
  element.replaceChildren(...pieces);
}
