/**
 * A JSON Schema with a phantom static type: the same object is shown by the API viewer, checks input at the door,
 * and types the handler. Builders return plain data; nothing here executes.
 */
declare const phantom: unique symbol

export interface SchemaBase {
  readonly description?: string
  /** Shown in help and documentation; never filled in by the decoder (a handler must know what was really given). */
  readonly default?: string | number | boolean
  /** What to print for the type in help, where the schema itself would read badly: `<volume>`. */
  readonly typetext?: string
  readonly optional?: boolean
  /** Name of another parameter that must be given together with this one. */
  readonly requires?: string
  /** For a key written `net[n]`: how many there may be, from `net0`. */
  readonly count?: number
}

export interface StringSchema extends SchemaBase {
  readonly type: 'string'
  /** Name of a registered text format (see formats.ts); `x-list` and `x-opt` derive from `x`. */
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly minLength?: number
  readonly maxLength?: number
}

export interface NumberSchema extends SchemaBase {
  readonly type: 'integer' | 'number'
  readonly minimum?: number
  readonly maximum?: number
}

export interface BooleanSchema extends SchemaBase {
  readonly type: 'boolean'
}

export interface NullSchema extends SchemaBase {
  readonly type: 'null'
}

export interface AnySchema extends SchemaBase {
  readonly type?: undefined
}

export interface ArraySchema extends SchemaBase {
  readonly type: 'array'
  readonly items: SchemaData
}

export interface ObjectSchema extends SchemaBase {
  readonly type: 'object'
  readonly properties: Properties
  readonly additionalProperties?: boolean
}

/** A text such as `virtio=BC:24:11:00:00:01,bridge=vmbr0`: `key=value` pairs, decoded to an object. */
export interface PropertyStringSchema extends SchemaBase {
  readonly type: 'string'
  readonly properties: Record<string, PropertyData>
}

/** A member of a property string. `alias`: another name of a member. `keyAlias`: the key itself is the value of that member (`virtio=MAC` means model=virtio, macaddr=MAC). */
export type PropertyData = (SchemaData & { readonly defaultKey?: boolean }) | { readonly alias: string; readonly keyAlias?: string }

export type SchemaData =
  | StringSchema
  | NumberSchema
  | BooleanSchema
  | NullSchema
  | AnySchema
  | ArraySchema
  | ObjectSchema
  | PropertyStringSchema

/** A schema whose decoded value has the static type `T`. */
export type Schema<T = unknown> = SchemaData & { readonly [phantom]?: T }
/** A schema that may be left out. */
export type OptionalSchema<T = unknown> = Schema<T> & { readonly optional: true }

export type Properties = Readonly<Record<string, SchemaData>>

/** The decoded type of one schema. */
export type Static<S> = S extends { readonly [phantom]?: infer T } ? Exclude<T, undefined> : unknown

/** `net[n]` stands for the keys net0, net1, ... */
type KeyOf<K> = K extends `${infer P}[n]` ? `${P}${number}` : K

/** The decoded type of a set of parameters or members. */
export type StaticProperties<P> = {
  -readonly [K in keyof P as P[K] extends { readonly optional: true } ? never : KeyOf<K>]: Static<P[K]>
} & {
  -readonly [K in keyof P as P[K] extends { readonly optional: true } ? KeyOf<K> : never]?: Static<P[K]>
}
