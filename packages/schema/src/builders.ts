import type {
  AnySchema,
  ArraySchema,
  BooleanSchema,
  NullSchema,
  NumberSchema,
  ObjectSchema,
  OptionalSchema,
  Properties,
  PropertyData,
  PropertyStringSchema,
  Schema,
  SchemaBase,
  SchemaData,
  Static,
  StaticProperties,
  StringSchema,
} from './schema.ts'

type Options<S> = Omit<S, 'type' | 'optional'>

/** A text. `enum` narrows the static type. */
export function string<const E extends readonly string[] = readonly string[]>(
  options: Omit<Options<StringSchema>, 'enum'> & { readonly enum?: E } = {},
): StringSchema & Schema<E[number]> {
  return { type: 'string', ...options }
}

export function integer(options: Options<NumberSchema> = {}): NumberSchema & Schema<number> {
  return { type: 'integer', ...options }
}

export function number(options: Options<NumberSchema> = {}): NumberSchema & Schema<number> {
  return { type: 'number', ...options }
}

export function boolean(options: Options<BooleanSchema> = {}): BooleanSchema & Schema<boolean> {
  return { type: 'boolean', ...options }
}

export function nothing(options: Options<NullSchema> = {}): NullSchema & Schema<null> {
  return { type: 'null', ...options }
}

/** Anything at all: used where the published shape is open. */
export function anything(options: Options<AnySchema> = {}): AnySchema & Schema<unknown> {
  return { ...options }
}

export function array<S extends SchemaData>(
  items: S,
  options: Omit<Options<ArraySchema>, 'items'> = {},
): ArraySchema & Schema<Static<S>[]> {
  return { type: 'array', items, ...options }
}

export function object<const P extends Properties>(
  properties: P,
  options: Omit<Options<ObjectSchema>, 'properties'> = {},
): ObjectSchema & Schema<StaticProperties<P>> {
  return { type: 'object', properties, ...options }
}

type Members<P> = { [K in keyof P as P[K] extends { readonly alias: string } ? never : K]: P[K] }

/** A property string: decoded to an object with the members' types. */
export function propertyString<const P extends Record<string, PropertyData>>(
  properties: P,
  options: Omit<Options<PropertyStringSchema>, 'properties'> = {},
): PropertyStringSchema & Schema<StaticProperties<Members<P>>> {
  return { type: 'string', properties, ...options }
}

/** Marks the member of a property string whose key may be left out. */
export function defaultKey<S extends SchemaData>(schema: S): S & { readonly defaultKey: true } {
  return { ...schema, defaultKey: true }
}

export function optional<S extends SchemaData>(schema: S): S & OptionalSchema<Static<S>> {
  return { ...schema, optional: true } as S & OptionalSchema<Static<S>>
}

/** The same schema with another description, default or count. */
export function described<S extends SchemaData>(schema: S, changes: SchemaBase): S {
  return { ...schema, ...changes }
}
