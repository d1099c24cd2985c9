import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteVolume, listVolumes } from '../../api/resources'
import type { Volume } from '../../api/types'
import { formatBytes, shortId } from '../../lib/text'
import { Button, Empty, ErrorBox, Skeleton, Snippet } from '../../parts/basics'
import { Ago } from '../../parts/Clock'
import { Confirm } from '../../parts/Dialog'
import { PageHead } from '../../parts/page'
import { tell, tellError } from '../../parts/Toasts'
import { links } from '../../router/route'

export function VolumesPage() {
  const { data, error, refetch } = useQuery({ queryKey: ['volumes'], queryFn: listVolumes })
  const [deleting, setDeleting] = useState<Volume>()
  return (
    <div className="page">
      <PageHead title="Volumes">
        <p className="lead">Folders that steps share under a claim’s name. They outlive their runs, until a step or you delete them.</p>
      </PageHead>
      {error && !data && <ErrorBox error={error} title="The volumes cannot be read" onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data?.length === 0 && (
        <Empty title="No volumes" icon="volume">
          <p>A pipeline makes one with kfp-kubernetes, and any step that mounts a claim makes it on first use:</p>
          <Snippet code={'from kfp import kubernetes\n\npvc = kubernetes.CreatePVC(pvc_name="shared", access_modes=["ReadWriteOnce"], size="5Gi")\nkubernetes.mount_pvc(step, pvc_name="shared", mount_path="/data")'} label="Python code" />
          <p>
            <code>penstock volume list</code> shows them in the shell.
          </p>
        </Empty>
      )}
      {data && data.length > 0 && <VolumeTable volumes={data} onDelete={setDeleting} />}
      {deleting && <Delete volume={deleting} onClose={() => setDeleting(undefined)} />}
    </div>
  )
}

function VolumeTable({ volumes, onDelete }: { volumes: readonly Volume[]; onDelete: (volume: Volume) => void }) {
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">Volume</th>
          <th scope="col" className="right">
            Size
          </th>
          <th scope="col" className="narrow-hide">
            Made by run
          </th>
          <th scope="col" className="right narrow-hide">
            Made
          </th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {volumes.map((volume) => (
          <tr key={volume.name} data-name={volume.name}>
            <td>
              <b>{volume.name}</b>
            </td>
            <td className="right numbers">{formatBytes(volume.size_bytes) || '–'}</td>
            <td className="narrow-hide">{volume.run_id ? <a href={links.run(volume.run_id)}>{shortId(volume.run_id)}</a> : <span className="faint">–</span>}</td>
            <td className="right soft narrow-hide">
              <Ago time={volume.created_at} />
            </td>
            <td className="right">
              <Button kind="quiet" icon="trash" label={`Delete ${volume.name}`} onClick={() => onDelete(volume)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Delete({ volume, onClose }: { volume: Volume; onClose: () => void }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => deleteVolume(volume.name),
    onSuccess: () => {
      tell('Deleted.')
      void client.invalidateQueries({ queryKey: ['volumes'] })
    },
    onError: tellError,
    onSettled: onClose,
  })
  return (
    <Confirm title={`Delete the volume ${volume.name}?`} verb="Delete with all files" busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>
      <p>All files in it go. There is no way back. A step that runs now and uses it will miss them.</p>
    </Confirm>
  )
}
