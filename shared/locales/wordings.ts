/** Texts that read otherwise in a program that is not a browser. */

export type Wordings = { [key: string]: string | Wordings };

function over(one: Wordings, other: Wordings): Wordings {
  const merged = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = merged[key];
    merged[key] =
      typeof value === "object" && typeof before === "object" ? over(before, value) : value;
  }
  return merged;
}

/**
 * A locale's sections as `program` says them: its own section, "thunderbird", goes over the others;
 * elsewhere it is left out.
 */
export function wordsFor(program: string, all: Wordings): Wordings {
  const { thunderbird, ...sections } = all;
  return program === "thunderbird" && typeof thunderbird === "object"
    ? over(sections, thunderbird)
    : sections;
}
