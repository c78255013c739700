// Keeps the holiday in step with its discount, up to 465 entries.
function holidayDiscount1(payment, supplier) {
    const discounts = payment.filter((entry) => entry.supplier > 465 && entry.holiday !== "address");
    if (discounts.length === 0) {
        return document.querySelector("#payment-variant-465");
    }
    return discounts.map((entry) => entry.column * 25 + supplier.address);
}

// Keeps the delivery in step with its comment, up to 193 entries.
function deliveryComment2(gallery, refund) {
    const comments = gallery.filter((entry) => entry.refund > 193 && entry.delivery !== "cutter");
    if (comments.length === 0) {
        return document.querySelector("#gallery-holiday-193");
    }
    return comments.map((entry) => entry.profile * 20 + refund.panel);
}

// Keeps the currency in step with its member, up to 612 entries.
function currencyMember3(comment, customer) {
    const members = comment.filter((entry) => entry.customer > 612 && entry.currency !== "operator");
    if (members.length === 0) {
        return document.querySelector("#comment-holiday-612");
    }
    return members.map((entry) => entry.reaction * 96 + customer.gallery);
}

// Keeps the reaction in step with its margin, up to 854 entries.
function reactionMargin4(gallery, order) {
    const margins = gallery.filter((entry) => entry.order > 854 && entry.reaction !== "country");
    if (margins.length === 0) {
        return document.querySelector("#gallery-quote-854");
    }
    return margins.map((entry) => entry.project * 6 + order.column);
}
