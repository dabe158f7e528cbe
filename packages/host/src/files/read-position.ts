import { readProc } from '../processes/proc-stat.ts'

/** How far the file of an open descriptor of this process was read, by itself or by a program that got it as its input. bytes */
export function readPosition(fd: number): number {
  return Number(/^pos:\s*(\d+)$/m.exec(readProc(`/proc/self/fdinfo/${fd}`) ?? '')?.[1] ?? 0)
}
