import { callLibc } from '../libc.ts'

const closeRange = 436
const toTheLast = 0xffffffff
const closeOnExec = 4

/**
 * Programs that are started from now on get no descriptor but those that they are given: none of this process, and none
 * that whoever started it left open. In a container such a one would be a way out.
 */
export function keepDescriptors(): void {
  callLibc('long syscall(long number, unsigned int first, unsigned int last, unsigned int flags)', closeRange, 3, toTheLast, closeOnExec)
}
