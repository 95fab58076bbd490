/**
 * An object whose members are computed when they are first asked for, and kept. A rule mostly asks for one part of a
 * reading, of few files.
 */
export function lazy<Type extends object>(parts: { readonly [Key in keyof Type]: () => Type[Key] }): Type {
  const object = {} as Type;
  for (const key of Object.keys(parts) as (keyof Type & string)[]) {
    Object.defineProperty(object, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = parts[key]();
        Object.defineProperty(object, key, { value, enumerable: true });
        return value;
      },
    });
  }
  return object;
}
