/** The English text; the file's name is its chunk's, by which each language is measured apart. */
export { sections } from "../../../../../shared/scoring/README.md";
