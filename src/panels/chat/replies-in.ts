/** Which replies have a part in a selection: each reply's element names the message that it answers. */
export function repliesIn(selection: Selection): ReadonlySet<string> {
  const replies = [...document.querySelectorAll<HTMLElement>('[data-reply-to]')];
  const touched = replies.filter((reply) => selection.containsNode(reply, true));
  return new Set(touched.flatMap(({ dataset }) => dataset['replyTo'] ?? []));
}
