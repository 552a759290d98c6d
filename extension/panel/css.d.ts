/** Vite gives a stylesheet asked for with `?inline` as minified text. */
declare module "*.css?inline" {
  const text: string;
  export default text;
}
