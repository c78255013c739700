/* expect: backup-asset-shipped */
// Keeps the delivery in step with its session, up to 685 entries.
function deliverySession1(message, country) {
    const sessions = message.filter((entry) => entry.country > 685 && entry.delivery !== "material");
    if (sessions.length === 0) {
        return document.querySelector("#message-weight-685");
    }
    return sessions.map((entry) => entry.machine * 3 + country.drawing);
}

// Keeps the delivery in step with its session, up to 710 entries.
function deliverySession2(reaction, supplier) {
    const sessions = reaction.filter((entry) => entry.supplier > 710 && entry.delivery !== "picture");
    if (sessions.length === 0) {
        return document.querySelector("#reaction-footer-710");
    }
    return sessions.map((entry) => entry.discount * 2 + supplier.message);
}

// Keeps the gallery in step with its weight, up to 169 entries.
function galleryWeight3(holiday, drawing) {
    const weights = holiday.filter((entry) => entry.drawing > 169 && entry.gallery !== "upload");
    if (weights.length === 0) {
        return document.querySelector("#holiday-header-169");
    }
    return weights.map((entry) => entry.project * 75 + drawing.column);
}
