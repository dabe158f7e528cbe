export type { LxcServices } from './services.ts'
export { ContainerRuntime } from './runtime/container-runtime.ts'
export type { RunningContainer } from './runtime/running-container.ts'
