/**
 * How a text is cut into tokens.
 *
 * Its one law: the tokens put together again are the text, blanks and line breaks included.
 */

/** Words with the blanks before them, as the language model streams; blanks at the end are one. */
export function modelTokens(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** Words with the blank after them, as the server streams its own short texts. */
export function wordTokens(text: string): readonly string[] {
  return text.split(' ').map((word) => `${word} `);
}

/** Code points, as Python goes through a text. */
export function characterTokens(text: string): readonly string[] {
  return [...text];
}
