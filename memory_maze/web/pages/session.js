// A game on the server: messages go out, events and pictures come in.

const LARGE = 0;

export class Session {
  /** `hear` is given each event, `draw` each picture: a Blob of a JPEG, or the agent's pixels as bytes. */
  constructor(query, hear, draw) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/api/game?${new URLSearchParams(query)}`);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => {
      if (typeof data === "string") hear(JSON.parse(data));
      else {
        const kind = new Uint8Array(data, 0, 1)[0];
        draw(kind === LARGE ? new Blob([new Uint8Array(data, 1)], { type: "image/jpeg" }) : new Uint8ClampedArray(data, 1));
      }
    };
    this.socket.onclose = () => { if (!this.left) hear({ kind: "closed", reason: "The connection is closed." }); };
  }

  tell(word, more = {}) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ do: word, ...more }));
  }

  leave() {
    this.left = true;
    this.socket.close();
  }
}
