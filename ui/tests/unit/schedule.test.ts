import { describe, expect, it } from 'vitest'
import { draftError, draftOf, newDraft, triggerOf, triggerWords } from '../../src/lib/schedule'

const cron = (text: string, zone?: string) => ({ cron_schedule: { cron: text, ...(zone ? { time_zone: zone } : {}) } })

describe('a trigger in words', () => {
  it.each([
    [cron('0 0 3 * * *', 'Europe/Berlin'), 'every day at 03:00 (Europe/Berlin)'],
    [cron('0 5 * * * *'), 'every hour at minute 5 (UTC)'],
    [cron('0 30 14 * * 1'), 'every Monday at 14:30 (UTC)'],
    [cron('0 0 0 1 * *'), 'on day 1 of the month at 00:00 (UTC)'],
    [cron('*/5 * * * *'), 'cron */5 * * * * (UTC)'],
    [cron('0 0 3 1 * 1'), 'cron 0 0 3 1 * 1 (UTC)'],
    [cron('@daily'), 'cron @daily (UTC)'],
    [{ periodic_schedule: { interval_second: '5400' } }, 'every 90 minutes'],
    [{ periodic_schedule: { interval_second: '1' } }, 'every second'],
    [{ periodic_schedule: { interval_second: '86400' } }, 'every day'],
    [{}, 'once'],
  ])('of %j is %s', (trigger, words) => {
    expect(triggerWords(trigger)).toBe(words)
  })
})

describe('a draft', () => {
  it.each([
    cron('0 0 3 * * *', 'Europe/Berlin'),
    cron('0 59 23 * * 6'),
    cron('0 5 * * * *'),
    cron('0 30 4 31 * *'),
    cron('1-5 */2 * JAN ?', 'Asia/Tokyo'),
    { periodic_schedule: { interval_second: '7' } },
    { cron_schedule: { cron: '0 0 3 * * *', start_time: '2030-01-01T00:00:00.000Z', end_time: '2031-06-01T00:00:00.000Z' } },
  ])('of %j stands for the same trigger', (trigger) => {
    expect(triggerOf(draftOf(trigger))).toEqual(trigger)
  })

  it('tells what only it can know to be wrong', () => {
    expect(draftError(newDraft())).toBeUndefined()
    expect(draftError({ ...newDraft(), repeat: 'interval', every: '0' })).toContain('interval')
    expect(draftError({ ...newDraft(), repeat: 'interval', every: '1.5' })).toContain('interval')
    expect(draftError({ ...newDraft(), repeat: 'hourly', minute: '60' })).toContain('minute')
    expect(draftError({ ...newDraft(), repeat: 'monthly', monthday: '32' })).toContain('day')
    expect(draftError({ ...newDraft(), time: '' })).toContain('time')
    expect(draftError({ ...newDraft(), repeat: 'cron', time: '', cron: 'nonsense' })).toBeUndefined()
  })
})
