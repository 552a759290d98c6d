/** A database that counts the statements it runs; those of a batch are counted twice. */
export function counting<D extends object>(of: D): { database: D; statements(): number } {
  let statements = 0;
  const counted = <A extends object>(database: A): A =>
    new Proxy(database, {
      get(target, name) {
        const own: unknown = Reflect.get(target, name);
        if (typeof own !== "function") return own;
        return (...values: unknown[]): unknown => {
          if (name === "prepare") statements += 1;
          if (name === "batch") statements += (values[0] as unknown[]).length;
          const result: unknown = Reflect.apply(own, target, values);
          return name === "withSession" ? counted(result as object) : result;
        };
      },
    });
  return { database: counted(of), statements: () => statements };
}
