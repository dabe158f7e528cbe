import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../api/use-call.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { Health } from './health.tsx'

/** One value that a disk keeps of itself. */
interface Attribute {
  readonly id?: string | number
  readonly name?: string
  readonly value?: string | number
  readonly worst?: string | number
  readonly threshold?: string | number
  readonly raw?: string | number
  readonly fail?: string
}

/** What a disk tells about its health; argument: `pve/dev/sda`. */
export function SmartPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const at = argument.indexOf('/')
  const [node, disk] = [argument.slice(0, at), argument.slice(at)]
  const query = useCall('GET /nodes/{node}/disks/smart', { node, disk })
  const heads = [t`Attribute`, t`Value`, t`Worst`, t`Threshold`, t`Raw`]
  return (
    <SidePanel title={t`Health of ${disk}`} onClose={onClose} wide>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <WithData query={query}>
          {({ health, type, text, attributes = [] }) => (
            <>
              <Facts>
                <Fact label={t`Health`}>
                  <Health health={health} />
                </Fact>
                {type && <Fact label={t`Kind of values`}>{type}</Fact>}
              </Facts>
              {attributes.length > 0 && (
                <table className="w-full text-left text-[0.93em]">
                  <thead>
                    <tr className="text-muted">
                      {heads.map((head, index) => (
                        <th key={head} scope="col" className={`px-1 pb-1 font-medium ${index === 0 ? '' : 'text-right'}`}>
                          {head}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {(attributes as Attribute[]).map(({ id, name = '', value, worst, threshold, raw, fail }) => (
                      <tr key={`${id} ${name}`} className={`border-t border-line ${fail && fail !== '-' ? 'text-bad' : ''}`}>
                        <th scope="row" className="px-1 py-1 font-normal break-all">
                          {name.replaceAll('_', ' ')}
                        </th>
                        {[value, worst, threshold, raw].map((cell, index) => (
                          <td key={heads[index + 1]} className="px-1 py-1 text-right tabular-nums">
                            {cell}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
              {text && (
                <pre tabIndex={0} className="overflow-x-auto rounded-md bg-hover p-3 font-mono text-[0.86em]">
                  {text}
                </pre>
              )}
              {attributes.length === 0 && !text && <Notice title={t`This disk keeps no values of its health, as disks of VMs do.`} />}
            </>
          )}
        </WithData>
      </div>
    </SidePanel>
  )
}
