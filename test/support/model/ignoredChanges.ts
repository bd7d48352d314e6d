import { isObject, type Json } from "../../../simulator/azure/json";

/** The new inputs with the old values at the paths of ignoreChanges. Without old inputs nothing is ignored. */
export function withIgnoredChanges(inputs: Json, before: Json | undefined, paths: readonly string[]): Json {
  if (before === undefined) return inputs;
  return paths.reduce((result, path) => withOld(result, before, path.split(".")), inputs);
}

function withOld(inputs: Json, before: Json, [key = "", ...rest]: readonly string[]): Json {
  if (rest.length > 0) {
    const [inner, old] = [inputs[key], before[key]];
    return isObject(inner) && isObject(old) ? { ...inputs, [key]: withOld(inner, old, rest) } : inputs;
  }
  const { [key]: _, ...others } = inputs;
  return Object.hasOwn(before, key) ? { ...others, [key]: before[key] } : others;
}
