declare module "iconv-lite/encodings/sbcs-data-generated.js" {
  const tables: Record<"cp437" | "cp850" | "cp852" | "cp858", { type: string; chars: string }>;
  export default tables;
}
