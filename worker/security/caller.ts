/** Where a call comes from, as far as it is counted. */

/**
 * The network of a caller: an IPv4 address, or the first 64 bits of an IPv6 address, which one
 * customer of a provider has to himself (RFC 6177). IPv4 within IPv6 (RFC 4291, 2.5.5) is IPv4. Any
 * other text stands for itself.
 */
export function callerNetwork(address: string): string {
  const text = address
    .trim()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "");
  if (!text.includes(":")) return text.toLowerCase();
  // The URL parser writes every form of an address in one way.
  if (!URL.canParse(`http://[${text}]/`)) return text.toLowerCase();
  const [head = "", tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split("::");
  const [before, behind] = [head, tail ?? ""].map((part) =>
    part === "" ? [] : part.split(":"),
  ) as [string[], string[]];
  const groups =
    tail === undefined
      ? before
      : [
          ...before,
          ...Array.from({ length: 8 - before.length - behind.length }, () => "0"),
          ...behind,
        ];
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  const isIpv4 = numbers.slice(0, 5).every((number) => number === 0) && numbers[5] === 0xffff;
  if (isIpv4)
    return numbers
      .slice(6)
      .flatMap((number) => [number >> 8, number & 0xff])
      .join(".");
  return `${groups.slice(0, 4).join(":")}::/64`;
}
