import type { VmValues } from './vm-values.ts'
import type { ContainerValues } from './container-values.ts'

interface SectionProps<V> {
  readonly values: V
  readonly onChange: (change: Partial<V>) => void
  /** By field, or by the parameter that was refused. */
  readonly errors: Readonly<Record<string, string>>
}

export type VmSectionProps = SectionProps<VmValues>
export type ContainerSectionProps = SectionProps<ContainerValues>
