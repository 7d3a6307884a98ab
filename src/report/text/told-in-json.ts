/** What collectors call what was said: journald, docker's json-file, and loggers that write JSON. */
const SAID = /"(?:MESSAGE|message|msg|log|textPayload)"\s*:\s*"(?:[^"\\]|\\.)*"/;

/** Of a line of JSON what was said in it, which may stand far behind its cursors and stamps; other text as it is. */
export function toldInJson(text: string): string {
  const said = text.startsWith('{') ? SAID.exec(text) : null;
  if (!said || said.index <= 1) return text;
  return `{... ${said[0]} ...}`;
}
