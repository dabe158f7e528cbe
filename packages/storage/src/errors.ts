import { Failure } from '@quorate/schema'

/** Somebody else has the name; nothing has changed. */
export class NameTaken extends Failure {
  constructor(storage: string, name: string) {
    super(`volume '${storage}:${name}' already exists`)
  }
}

export function noStorage(storage: string): Failure {
  return new Failure(`storage '${storage}' does not exist`)
}

export function noVolume(volid: string): Failure {
  return new Failure(`volume '${volid}' does not exist`)
}
