/** Stylesheets that a page takes as they are. */
declare module "*.css";
