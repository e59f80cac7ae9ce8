// Messages for editors, in French, with no-break spaces.

const NBSP = "\u00a0";
const KEPT = "Votre texte est gardé sur cet appareil.";
const NOT_KEPT = `Ce navigateur refuse de garder votre texte${NBSP}: copiez-le avant de fermer cet onglet.`;

/** Return {title, advice} of a failure; `isKept`: the device holds the text. */
export function failure(kind, isKept, name = "") {
  const kept = isKept ? KEPT : NOT_KEPT;
  switch (kind) {
    case "signed_out":
      return {
        title: "Votre session a expiré. Reconnectez-vous dans un autre onglet, puis enregistrez.",
        advice: kept,
      };
    case "other":
      return {
        title: `Ce navigateur est maintenant connecté au nom de ${name}.`,
        advice: `Reconnectez-vous dans un autre onglet sous votre nom, puis enregistrez. ${kept}`,
      };
    case "unreachable":
      return {
        title: navigator.onLine
          ? `Le site ne répond pas${NBSP}: connexion coupée, ou site arrêté un moment.`
          : "Cet appareil n’est plus relié au réseau.",
        advice: `Laissez cet onglet ouvert, et enregistrez quand la connexion revient. ${kept}`,
      };
    case "forbidden":
      return {
        title: "Vous n’avez plus le droit de modifier cette page. Rien n’a été enregistré.",
        advice: `Demandez ce droit à la rédaction, ou copiez votre texte. ${kept}`,
      };
    case "gone":
      return {
        title: "Cette page a été supprimée ou déplacée entre-temps. Rien n’a été enregistré.",
        advice: `Copiez votre texte pour le mettre ailleurs. ${kept}`,
      };
    case "too_large":
      return {
        title: "Ce formulaire est trop lourd pour être envoyé. Rien n’a été enregistré.",
        advice: `Retirez le dernier fichier ajouté, puis enregistrez. ${kept}`,
      };
    default:
      return {
        title: "Le site a rencontré une erreur en enregistrant.",
        advice: `Attendez une minute, puis enregistrez de nouveau. Si l’erreur revient, prévenez la personne qui s’occupe du site. ${kept}`,
      };
  }
}

export const restored = {
  title: "La connexion est rétablie.",
  advice: `Votre texte est toujours là${NBSP}: vous pouvez enregistrer.`,
};

/** « Du texte tapé le 28 novembre à 17:02 n’a pas été enregistré. », with its title when asked. */
export function offer(text, withTitle = false) {
  const title = withTitle && text.title ? `${NBSP}: «${NBSP}${text.title}${NBSP}»` : "";
  const sentence = `Du texte tapé ${moment(text.keptAt)} n’a pas été enregistré${title}.`;
  return text.hasFiles ? `${sentence} Les fichiers joints seront à choisir de nouveau.` : sentence;
}

export function moment(time) {
  const date = new Date(time);
  const day = date.toLocaleDateString("fr-FR", { day: "numeric", month: "long" });
  const hour = date.toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  return `le ${day.replace(/^1 /, "1er ")} à ${hour}`;
}
