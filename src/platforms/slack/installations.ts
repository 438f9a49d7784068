/** Bolt's installation store over the project's own: a workspace that goes is forgotten. */
import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";

/** What the project's store keeps of a workspace; the value is Slack's own and is not looked into. */
export interface Installations {
  save(id: string, installation: unknown): Promise<void>;
  find(id: string): Promise<unknown>;
  forget(id: string): Promise<void>;
}

export const installationStore = (kept: Installations): InstallationStore => ({
  async storeInstallation(installation) {
    await kept.save(idOf(installation), installation);
  },
  async fetchInstallation(query) {
    const found = await kept.find(idOfQuery(query));
    if (found === undefined) throw new Error(`no installation of ${idOfQuery(query)}`);
    return found as Installation<"v2", boolean>;
  },
  async deleteInstallation(query) {
    await kept.forget(idOfQuery(query));
  },
});

const idOf = ({ isEnterpriseInstall, enterprise, team }: Installation<"v1" | "v2", boolean>): string =>
  (isEnterpriseInstall ? enterprise?.id : team?.id) ?? "";

const idOfQuery = ({ isEnterpriseInstall, enterpriseId, teamId }: InstallationQuery<boolean>): string =>
  (isEnterpriseInstall ? enterpriseId : teamId) ?? "";
