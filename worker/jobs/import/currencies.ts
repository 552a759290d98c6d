/** Currencies as amounts name them: ISO 4217 codes, symbols, words. */

const dollars =
  "USD AUD BBD BMD BND BSD BZD CAD CLP COP FJD GYD HKD JMD KYD LRD MXN NAD NZD ARS SBD SGD SRD " +
  "TTD TWD XCD";
/**
 * Symbols and words in lower case without a dot at the end, each with every currency that it may
 * mean.
 */
const named: Readonly<Record<string, string>> = {
  $: dollars,
  dollar: dollars,
  dollars: dollars,
  us$: "USD",
  "us dollar": "USD",
  "us dollars": "USD",
  "u.s.$": "USD",
  a$: "AUD",
  au$: "AUD",
  c$: "CAD",
  ca$: "CAD",
  can$: "CAD",
  nz$: "NZD",
  hk$: "HKD",
  s$: "SGD",
  sg$: "SGD",
  nt$: "TWD",
  ntd: "TWD",
  mx$: "MXN",
  r$: "BRL",
  $us: "USD",
  "€": "EUR",
  euro: "EUR",
  euros: "EUR",
  "£": "GBP EGP FKP GIP SHP SYP LBP SSP",
  pound: "GBP",
  pounds: "GBP",
  stg: "GBP",
  "¥": "JPY CNY",
  "jp¥": "JPY",
  "cn¥": "CNY",
  yen: "JPY",
  円: "JPY",
  rmb: "CNY",
  cnh: "CNY",
  yuan: "CNY",
  元: "CNY TWD HKD MOP SGD",
  圆: "CNY",
  块: "CNY",
  人民币: "CNY",
  人民币元: "CNY",
  人民幣: "CNY",
  美元: "USD",
  美金: "USD",
  欧元: "EUR",
  歐元: "EUR",
  英镑: "GBP",
  英鎊: "GBP",
  日元: "JPY",
  日圆: "JPY",
  日圓: "JPY",
  港币: "HKD",
  港元: "HKD",
  港幣: "HKD",
  新台币: "TWD",
  新台幣: "TWD",
  台币: "TWD",
  澳元: "AUD",
  加元: "CAD",
  新加坡元: "SGD",
  韩元: "KRW",
  瑞士法郎: "CHF",
  卢布: "RUB",
  kr: "SEK NOK DKK ISK",
  skr: "SEK",
  nkr: "NOK",
  dkr: "DKK",
  ikr: "ISK",
  kronor: "SEK",
  kroner: "NOK DKK",
  fr: "CHF XAF XOF XPF",
  sfr: "CHF",
  franken: "CHF",
  "₣": "CHF XAF XOF XPF",
  fcfa: "XAF XOF",
  cfa: "XAF XOF",
  "₹": "INR",
  rs: "INR PKR LKR NPR MUR SCR",
  "₨": "INR PKR LKR NPR MUR SCR",
  "₽": "RUB",
  руб: "RUB",
  р: "RUB",
  "₴": "UAH",
  грн: "UAH",
  лв: "BGN",
  "₸": "KZT",
  zł: "PLN",
  zl: "PLN",
  kč: "CZK",
  kc: "CZK",
  ft: "HUF",
  lei: "RON MDL",
  leu: "RON MDL",
  "₺": "TRY",
  tl: "TRY",
  "₪": "ILS",
  "₩": "KRW",
  원: "KRW",
  "₫": "VND",
  đ: "VND",
  "฿": "THB",
  "₱": "PHP",
  rp: "IDR",
  rm: "MYR",
  r: "ZAR",
  "₦": "NGN",
  "₵": "GHS",
  gh: "GHS",
  ksh: "KES",
  s: "PEN",
  "s/": "PEN",
  "₡": "CRC SVC",
  "₲": "PYG",
  "₾": "GEL",
  "₼": "AZN",
  "֏": "AMD",
  ريال: "SAR QAR OMR YER IRR",
  "ر.س": "SAR",
  "د.إ": "AED",
  "ج.م": "EGP",
  dh: "AED MAD",
  dhs: "AED",
  sr: "SAR",
  "৳": "BDT",
  "₭": "LAK",
  "₮": "MNT",
  "៛": "KHR",
};
const codes = new Set(Intl.supportedValuesOf("currency"));

const bySymbol = new Map<string, ReadonlySet<string>>(
  Object.entries(named).map(([symbol, of]) => [symbol, new Set(of.split(" "))]),
);

/**
 * Every currency that a code, symbol or word may mean ("EUR", "kr.", "人民币"), null where it is
 * none.
 * `text` in NFKC. "GBp" is pence and no pound: it is none.
 */
export function currenciesOf(text: string): ReadonlySet<string> | null {
  const direct = bySymbol.get(text);
  if (direct !== undefined) return direct;
  const name = text.trim().replace(/(?<=\p{L})\.$/u, "");
  if (name === "GBp") return null;
  const known = bySymbol.get(name.toLowerCase());
  if (known !== undefined) return known;
  const code = name.toUpperCase();
  if (/^[A-Z]{3}$/.test(code) && codes.has(code)) return new Set([code]);
  // A country's letters beside the sign: "BR$", "¥CN".
  const country = /^([A-Z]{2})\p{Sc}$|^\p{Sc}([A-Z]{2})$/u.exec(code);
  if (country !== null) {
    const letters = (country[1] ?? country[2] ?? "").replace("UK", "GB");
    const own = [...codes].filter((one) => one.startsWith(letters));
    return own.length === 0 ? null : new Set(own);
  }
  // "USD $" and "€ EUR" name one currency twice.
  const parts = /^(\p{L}+)[\s.]*(\p{Sc})$|^(\p{Sc})\s*(\p{L}+)\.?$/u.exec(name);
  if (parts === null) return null;
  const [one, other] = [parts[1] ?? parts[3] ?? "", parts[2] ?? parts[4] ?? ""].map(currenciesOf);
  return one && other ? both(one, other) : null;
}

/** The currencies of both, null where there is none. */
export function both(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
): ReadonlySet<string> | null {
  const common = [...one].filter((currency) => other.has(currency));
  return common.length === 0 ? null : new Set(common);
}

/** Returns true for the name of a currency that a book in `currency` may take for its own. */
export const namesCurrency = (text: string, currency: string): boolean =>
  currenciesOf(text.normalize("NFKC"))?.has(currency) ?? false;
