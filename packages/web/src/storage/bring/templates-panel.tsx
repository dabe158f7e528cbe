import { useLingui } from '@lingui/react/macro'
import { Check, Download, RefreshCw } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useCall } from '../../api/use-call.ts'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Badge } from '../../ui/tag.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { useVolumes } from '../content/use-volumes.ts'
import { useStarted } from './use-started.ts'

/** One template of the published lists. */
interface Template {
  readonly template: string
  readonly package: string
  readonly version: string
  readonly section: string
  readonly headline: string
  readonly description: string
}

const searched = ({ template, headline, description }: Template) => `${template} ${headline} ${description}`.toLowerCase()

/** Container templates that are published, to be downloaded; argument: `pve/local`. */
export function TemplatesPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const started = useStarted()
  const [node = '', storage = ''] = argument.split('/')
  const query = useCall('GET /nodes/{node}/aplinfo', { node }, { tasks: ['templateupdate'] })
  const { volumes } = useVolumes(node, storage)
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search.toLowerCase())
  const here = useMemo(() => new Set(volumes.map(({ name }) => name)), [volumes])
  const all = (query.data ?? []) as unknown as readonly Template[]
  const sections = useMemo(
    () =>
      Map.groupBy(
        all.filter(one => searched(one).includes(asked)),
        one => one.section,
      ),
    [all, asked],
  )
  async function run(text: string, make: () => Promise<string>): Promise<void> {
    try {
      started(text, await make())
    } catch (error) {
      toast({ look: 'bad', text: failureText(error) })
    }
  }
  const download = (template: string) =>
    run(t`${template} is being downloaded.`, () => send(planned('POST /nodes/{node}/aplinfo', { node, storage, template })))
  const update = () => run(t`The lists are being fetched anew.`, () => send(planned('PUT /nodes/{node}/aplinfo', { node })))
  return (
    <SidePanel title={t`Container templates`} onClose={onClose} wide>
      <div className="flex flex-wrap items-center gap-2 p-4 pb-0">
        <TextInput
          type="search"
          aria-label={t`Search for a template`}
          placeholder={t`Search for a template`}
          value={search}
          onChange={event => setSearch(event.target.value)}
          className="w-auto min-w-40 flex-1"
        />
        <Button icon={RefreshCw} onClick={() => void update()}>{t`Fetch the lists anew`}</Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <WithData query={query}>
          {() => (
            <>
              {all.length === 0 && <p className="p-6 text-center text-muted">{t`No list was fetched yet.`}</p>}
              {all.length > 0 && sections.size === 0 && <p className="p-6 text-center text-muted">{t`No template fits.`}</p>}
              {[...sections].map(([section, templates]) => (
                <section key={section} aria-label={section}>
                  <h3 className="mb-1 font-semibold capitalize">{section}</h3>
                  <ul className="rounded-lg border border-line">
                    {templates.map(({ template, package: name, version, headline }) => (
                      <li key={template} className="flex items-center gap-3 border-b border-line px-3 py-1.5 last:border-b-0">
                        <div className="min-w-0 flex-1">
                          <div className="flex flex-wrap items-baseline gap-x-2">
                            <bdi className="font-medium break-all">{name}</bdi>
                            <span className="text-muted">{version}</span>
                          </div>
                          <bdi className="block text-[0.93em] text-muted">{headline}</bdi>
                        </div>
                        {here.has(template) ? (
                          <Badge look="good">
                            <Check size={13} aria-hidden />
                            {t`Here`}
                          </Badge>
                        ) : (
                          <IconButton icon={Download} label={t`Download ${name}`} onClick={() => void download(template)} />
                        )}
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
            </>
          )}
        </WithData>
      </div>
    </SidePanel>
  )
}
