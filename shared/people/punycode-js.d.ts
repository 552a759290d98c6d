/** The part of punycode.js that is used; its modules come without types. */
declare module "punycode/punycode.es6.js" {
  /** Decodes a label without its `xn--`. @throws RangeError where it is not Punycode */
  export function decode(label: string): string;
}
