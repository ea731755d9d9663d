/** Words that others wrote, made harmless inside a Markdown file. Pure. */

/** In a line: no sign in it means anything. */
export function escapeMarkdown(text: string): string {
  return escapeSigns(text.replace(/\s+/g, ' ').trim());
}

function escapeSigns(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>()#|~&!$^:@]/g, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}\\.`);
}

/** To the letter, line by line, in a quote. */
export function quotePlain(text: string): string {
  const lines = linesOf(text);
  return lines
    .map((line, index) => {
      const blanks = /^\s*/.exec(line)?.[0].length ?? 0;
      const words = `${'&nbsp;'.repeat(blanks)}${escapeSigns(line.slice(blanks).trimEnd())}`;
      const isBroken = line.trim() !== '' && (lines[index + 1] ?? '').trim() !== '';
      return line.trim() === '' ? '>' : `> ${words}${isBroken ? '  ' : ''}`;
    })
    .join('\n');
}

/** Markdown stays Markdown, in a quote; pictures become links, and HTML becomes words. */
export function quoteMarkdown(text: string): string {
  const harmless = text.replace(/!\[/g, '\\!\\[').replace(/<(?=[A-Za-z/!?])/g, '\\<');
  return linesOf(harmless)
    .map((line) => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n');
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}
