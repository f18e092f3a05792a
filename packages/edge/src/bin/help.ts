const shared = `  --policy NAME or FILE   the rules: teaching (default), research, or a JSON file
  --channels LIST         what is looked at: header,pixels,heads,text (default: all); what was not is not claimed in the labels
  --threads N             threads that work (default: one for each core)
  --json                  one JSON document on stdout (places, kinds and counts; never a value)
  --help                  this text
`;

const codes = `
Exit codes: 0 done and clean; 1 done, but something needs a person; 2 the command line is wrong; 3 some input could not be read or
written, or the run was stopped.
`;

/** The help text of a command that looks at files. */
export function filesHelp(mode: 'clean' | 'inspect' | 'verify'): string {
  switch (mode) {
    case 'clean':
      return `silhouette clean IN... --out DIR [options]

De-identifies files, folders and zip archives of DICOM. Clean copies are written under DIR with names that say nothing; a file with a
question or a refusal is not written.

  --out DIR               where the clean copies go
  --key FILE              the key that UIDs are derived from; made when it is missing. A later run with it maps the same study the same
                          way, and a run that was stopped goes on. Keep it like a list of patients
  --decide FILE           answers to questions: {"decisions": [{"finding": ..., "answer": "clear", "because": "looked-at-every-frame"}]}
  --record FILE           what was done and decided, without values
${shared}${codes}`;
    case 'inspect':
      return `silhouette inspect IN... [options]

Shows the findings of every channel and what the policy would do. Changes nothing.

${shared}${codes}`;
    case 'verify':
      return `silhouette verify IN... [options]

The second look at files that are said to be clean. Exit code 0 only when nothing is left to do.

  --record FILE           the record of the run that wrote them: decisions that people made are taken from it
${shared}${codes}`;
    default:
      return mode satisfies never;
  }
}
