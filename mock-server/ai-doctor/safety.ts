/**
 * What the server takes for an attack on its language model.
 *
 * Words decide, not meaning: "system:" in an honest sentence is refused too, as running servers do.
 * Its one law: every issue that is found is named, in this order.
 */

/** The longest message taken, in code points. */
const longest = 10_000;

const injection = [
  /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|rules|prompts?)\b/is,
  /\b(?:system|assistant)\s*:/i,
  /\bsystem prompt\b/i,
  /<\/?script\b|\bjavascript:/i,
  /\byou are now\b/i,
];

const jailbreak = [
  /\bhypothetically\b/i,
  /\bpretend (?:to be|you are|that you)\b/i,
  /\b(?:jailbreak|developer mode|do anything now)\b/i,
  /\bwithout (?:any )?(?:restrictions|limitations|filters)\b/i,
];

/** Empty for a message that may be answered. */
export function safetyIssues(message: string): readonly string[] {
  const found = (patterns: readonly RegExp[]): boolean =>
    patterns.some((pattern) => pattern.test(message));
  return [
    ...(message.length > longest && [...message].length > longest ? ['Input too long'] : []),
    ...(found(injection) ? ['Potential injection attack detected'] : []),
    ...(found(jailbreak) ? ['Jailbreak attempt detected'] : []),
  ];
}
