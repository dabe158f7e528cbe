import type { View } from './view.ts'

const byTool: Readonly<Record<string, () => Promise<Readonly<Record<string, View>>>>> = {
  qm: () => import('./guest-views.ts').then(module => module.qmViews),
  pct: () => import('./pct-views.ts').then(module => module.pctViews),
  pvesm: () => import('./storage-views.ts').then(module => module.storageViews),
  pveam: () => import('./template-views.ts').then(module => module.templateViews),
  pveum: () => import('./access-views.ts').then(module => module.accessViews),
  pvenode: () => import('./node-views.ts').then(module => module.nodeViews),
}

/** How a command shows its answer as text, where the general form is not what fingers and scripts know. */
export async function viewOf(tool: string, name: string): Promise<View | undefined> {
  return (await byTool[tool]?.())?.[name]
}
