import { InvalidArgumentError } from "commander";

/** A whole number between two bounds, for an argument or the value of an option. */
export function integer(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^-?\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It takes a whole number, ${minimum} to ${maximum}.`);
  };
}

/** The same with decimals. */
export function decimal(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It takes a number, ${minimum} to ${maximum}.`);
  };
}
