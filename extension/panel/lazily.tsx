/** Parts of the panel that most messages do without. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Returns a component that is loaded when it is first shown, and nothing until it is there. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const [Found, setFound] = useState<ComponentType<Props> | null>(() => loaded);
    useEffect(() => {
      if (loaded === null)
        void load().then((component) => {
          loaded = component;
          setFound(() => component);
        });
    }, []);
    return Found === null ? null : <Found {...props} />;
  };
}
