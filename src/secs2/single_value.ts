/** What an item of elements has. */
interface Elements {
  readonly format: string;
  readonly length: number;
}

/**
 * Makes reading `value` of the items of a class throw, though neither they nor the class have a property of that name. A
 * getter of the class would throw as well, but the deep equality of some tools calls every getter of a class.
 *
 * What the class inherits is slow to find afterwards.
 */
export function refuseValue(prototype: object): void {
  const inherited = Object.create(Object.getPrototypeOf(prototype));
  Object.setPrototypeOf(
    prototype,
    new Proxy(inherited, {
      get(target: object, name: string | symbol, item: Elements): unknown {
        if (name !== "value") return Reflect.get(target, name, item);
        const unit = item.format === "B" ? "bytes" : "values";
        throw new RangeError(`${item.format} has ${item.length} ${unit}: value needs exactly one`);
      },
    }),
  );
}
