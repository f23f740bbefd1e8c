import type { SecsDialectOptions } from "../../../secs/mod.ts";
import type { TimeForm } from "../../time/format_time.ts";
import type { GemProfile } from "./profile.ts";
import { requireProfile } from "./read_profile.ts";

/** The options of a host that a profile has, too. */
export interface ProfileOptions extends SecsDialectOptions {
  /** The profile. */
  readonly profile?: GemProfile | undefined;
  /** Maximum number of reports, links or events in one message. */
  readonly maxPerMessage?: number | undefined;
  /** How times are written. */
  readonly time?: { readonly form?: TimeForm | undefined } | undefined;
}

/**
 * What is known of a tool before it was asked: the profile, and the options, which come first.
 *
 * @throws {RangeError} when the profile is not right.
 */
export function givenProfile(options: ProfileOptions): GemProfile {
  const { profile = {} } = options;
  requireProfile(profile);
  const strict = options.strict ?? profile.strict;
  const encoding = options.encoding ?? profile.encoding;
  const maxPerMessage = options.maxPerMessage ?? profile.maxPerMessage;
  const timeForm = options.time?.form ?? profile.timeForm;
  return {
    ...profile,
    ...strict !== undefined && { strict },
    ...encoding !== undefined && { encoding },
    ...maxPerMessage !== undefined && { maxPerMessage },
    ...timeForm !== undefined && { timeForm },
    forms: { ...profile.forms, ...options.forms },
  };
}
