import type { Call, ParameterPolicy } from '@quorate/contract'
import { parameterFailure, permissionFailure, splitList, type Properties, type SchemaData } from '@quorate/schema'
import { keySchemas } from '../config/key-schema.ts'

/** Reads lists of keys to be deleted or reverted, for one kind of guest: refuses unknown ones and those that the caller may not set. */
export function keysToTakeBackOf(
  properties: Properties,
): (call: Call, vmid: number, text: string | undefined, parameter: 'delete' | 'revert') => string[] {
  const schemaOf = keySchemas(properties)
  return (call, vmid, text, parameter) => {
    const keys = splitList(text ?? '')
    for (const key of keys) {
      const schema = schemaOf(key) as (SchemaData & ParameterPolicy) | undefined
      if (!schema) throw parameterFailure({ [parameter]: `unknown option '${key}'` })
      const path = `/vms/${vmid}`
      if (schema.rootOnly && !call.caller.root) throw permissionFailure(path, ['root@pam'])
      if (schema.privilege && !call.may(path, ...schema.privilege)) throw permissionFailure(path, schema.privilege)
    }
    return keys
  }
}
