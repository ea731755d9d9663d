/**
 * The shape of a written demo case.
 *
 * A scenario is data: what a patient would say, what an examiner would find, what the laboratory
 * would report. Looking an answer up is the business of `answer.ts`. Everything in these files is
 * fiction, written for demonstration, and describes no real person.
 */

/** One thing that can be asked about: the words that ask for it, and the answer. */
export interface Finding {
  /** Words or short phrases, lower case, any of which asks for this finding ("smok", "family history"). */
  topics: readonly string[];
  /** One to four plain sentences, as a chart or a patient would put it. */
  answer: string;
}

/** The report of one test in this case. */
export interface TestReport {
  /** The test's name exactly as the price list has it, lower case. */
  test: string;
  /** Plain text with values, units and reference ranges; line breaks allowed. */
  report: string;
}

export interface Scenario {
  /** Kebab-case name, used in `?case=`. */
  id: string;
  /** Short label for lists: chief complaint, age, sex. */
  title: string;
  specialty: string;
  /** What `GET /case` answers: two to five sentences with age, sex, chief complaint, vital signs. */
  summary: string;
  history: readonly Finding[];
  examination: readonly Finding[];
  /** At least twenty reports; a test that is not here is reported as unremarkable. */
  reports: readonly TestReport[];
  diagnosis: {
    /** The intended final diagnosis, in clinical words. */
    final: string;
    /** Lower-case fragments, any of which in a proposal counts as naming it. */
    accepted: readonly string[];
    /** What the panel says about the reasoning, two to five sentences. */
    discussion: string;
  };
}
